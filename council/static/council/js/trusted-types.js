// Runs first, before any other module. The site's policy may demand Trusted Types for scripts
// (require-trusted-types-for 'script'; trusted-types default): then every string that becomes
// markup or the address of a script passes here. Markup of ours never brings elements that run or
// load something; addresses of scripts are our own; code made from strings does not exist.
// The content security policy stands behind this: without it the guard is still the first of two.
(() => {
  const active = /<\s*(script|iframe|object|embed|base|meta|link|frame|portal)\b/i;
  const ours = (address) => new URL(address, location.href).origin === location.origin;
  window.trustedTypes?.createPolicy("default", {
    createHTML: (markup) => (active.test(markup) ? null : markup),
    createScriptURL: (address) => (ours(address) ? address : null),
    createScript: () => null,
  });
})();

// Passkeys: the browser's ceremony, put into a hidden field of an ordinary form and posted.
// <form data-passkey="get|create"> with options in data-options-url or in #passkey-options.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const known = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }));

async function optionsOf(form) {
  const { optionsUrl } = form.dataset;
  if (!optionsUrl) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.json();
}

async function get(form) {
  const { publicKey } = (await optionsOf(form)).request_options;
  const made = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, clientDataJSON, signature, userHandle } = made.response;
  return described(made, {
    authenticatorData: text(authenticatorData),
    clientDataJSON: text(clientDataJSON),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
}

async function create(form) {
  const { publicKey } = (await optionsOf(form)).creation_options;
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      // Usable without a username, and only by whoever can unlock the device.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  const { attestationObject, clientDataJSON } = made.response;
  return described(made, {
    attestationObject: text(attestationObject),
    clientDataJSON: text(clientDataJSON),
    transports: made.response.getTransports?.() ?? [],
  });
}

const described = (made, response) => ({
  id: made.id,
  rawId: text(made.rawId),
  type: made.type,
  response,
  clientExtensionResults: made.getClientExtensionResults(),
});

const ceremonies = { get, create };

async function begin(form) {
  const failed = form.querySelector("[data-passkey-error]");
  failed.hidden = true;
  try {
    const credential = await ceremonies[form.dataset.passkey](form);
    form.elements.credential.value = JSON.stringify(credential);
    form.requestSubmit();
  } catch {
    failed.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button[type=button]");
  if (window.PublicKeyCredential) button.addEventListener("click", () => begin(form));
  else form.closest("[data-passkey-card]")?.setAttribute("hidden", "");
}

// The square on a printed card leads to /card/#username~code. What stands after # never reaches a
// server, a log or another site; it is put into the form here and taken out of the address.
const form = document.getElementById("card-form");
const [username, code] = decodeURIComponent(location.hash.slice(1)).split("~");
if (form && username && code) {
  form.elements.username.value = username;
  form.elements.code.value = code;
  history.replaceState(null, "", location.pathname + location.search);
  document.getElementById("card-read").hidden = false;
  form.querySelector("button").focus();
}

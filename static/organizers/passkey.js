// Passkeys: asks the browser for one and puts its answer into the form. Where the browser has none,
// the form stays hidden, and password and code do the same.
"use strict";

const able = window.PublicKeyCredential?.parseCreationOptionsFromJSON && PublicKeyCredential.prototype.toJSON;

async function answer(form) {
  const options = JSON.parse(form.dataset.options);
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(credential);
}

for (const form of able ? document.querySelectorAll("[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[role=status]");
    said.textContent = "";
    try {
      form.elements.answer.value = await answer(form);
      form.submit();
    } catch {
      said.textContent = said.dataset.failed;
    }
  });
}

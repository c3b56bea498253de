// Ask the device for a passkey, and send what it answers. The page holds the question: <form data-passkey="get" data-options="…">.
const form = document.querySelector("form[data-passkey]");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

const question = () => {
  const asked = JSON.parse(form.dataset.options);
  asked.challenge = bytes(asked.challenge);
  if (asked.user) asked.user.id = bytes(asked.user.id);
  if (asked.excludeCredentials) asked.excludeCredentials = known(asked.excludeCredentials);
  if (asked.allowCredentials) asked.allowCredentials = known(asked.allowCredentials);
  return asked;
};

const answer = ({ id, rawId, type, response }) => {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = text(response[name]);
  }
  if (response.getTransports) said.transports = response.getTransports();
  return JSON.stringify({ id, rawId: text(rawId), type, response: said });
};

const show = (name) => {
  for (const one of form.querySelectorAll("[role=alert]")) one.hidden = !(name in one.dataset);
};

const ask = async () => {
  show("");
  if (!window.PublicKeyCredential) return show("passkeyUnknown");
  try {
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: question() });
    form.elements.credential.value = answer(credential);
    form.submit();
  } catch {
    show("passkeyFailed");
  }
};

form.querySelector("[data-passkey-again]").addEventListener("click", ask);
ask();

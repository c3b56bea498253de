// Put the code from the address (/verder#CODE, from the QR code) in the field, and take it out of the address.
const field = document.getElementById("code");
const code = decodeURIComponent(location.hash.slice(1));
if (field && /^[0-9A-Za-z -]{20,40}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
}

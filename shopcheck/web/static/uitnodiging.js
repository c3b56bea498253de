// Put the secret of a one-time link (/balie/uitnodiging#SECRET) in its field, and take it out of the address.
const field = document.getElementById("link");
const secret = location.hash.slice(1);
if (field && /^[\w-]{43}$/.test(secret)) {
  field.value = secret;
  field.closest(".desk-link").hidden = true;
  history.replaceState(null, "", location.pathname);
}

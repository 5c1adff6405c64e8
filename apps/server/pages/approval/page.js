/** What is after the "#" browsers send to nobody. It goes to the server in the body of a form, and out of the address. */
function showRequest() {
  const token = location.hash.slice(1);
  if (token === "") return;
  history.replaceState(null, "", location.pathname);
  const form = document.createElement("form");
  form.method = "post";
  form.action = "cli";
  form.hidden = true;
  const field = document.createElement("input");
  field.name = "approval_token";
  field.value = token;
  form.append(field);
  document.body.append(form);
  form.submit();
}

/** Where the browser forbids to copy it the code is selected instead. */
async function copyCode() {
  const code = document.getElementById("code");
  const state = document.getElementById("copied");
  const isCopied = await (navigator.clipboard?.writeText(code.textContent) ?? Promise.reject()).then(
    () => true,
    () => false,
  );
  if (!isCopied) getSelection()?.selectAllChildren(code);
  state.textContent = isCopied ? state.dataset.copied : state.dataset.selected;
}

showRequest();
addEventListener("hashchange", showRequest);
const copy = document.getElementById("copy");
copy?.removeAttribute("hidden");
copy?.addEventListener("click", copyCode);

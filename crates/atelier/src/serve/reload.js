// Reloads the page when a file of the project or of the shop has changed. Only `atelier serve --watch` serves it.
let shown;
new EventSource('/atelier/changes').addEventListener('message', ({ data }) => {
  if (shown !== undefined && shown !== data) location.reload();
  shown = data;
});

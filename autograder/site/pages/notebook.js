// A reader's work as a notebook, the one that a class hands in, and back from it.
const text = (source) => (Array.isArray(source) ? source.join("") : String(source ?? ""));
const named = (cell) => cell.metadata?.nbgrader?.grade_id ?? cell.id;

export const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("The lesson's notebook cannot be had. Load the page again.");
  const notebook = await answer.json();
  for (const cell of notebook.cells) cell.source = text(cell.source);
  return notebook;
};

// The notebook with the reader's texts in it.
export const filled = (notebook, cells) => ({
  ...notebook,
  cells: notebook.cells.map((cell) => ({ ...cell, source: cells[cell.id] ?? cell.source })),
});

export const give = (notebook, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(notebook, null, 1)]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

// The texts of the cells that are the reader's to write, from a notebook that was taken out.
export const taken = (file, notebook, writable) => {
  let cells;
  try {
    cells = JSON.parse(file).cells.map((cell) => [named(cell), text(cell.source)]);
  } catch {
    throw new Error("This is no notebook. Choose the .ipynb file.");
  }
  const theirs = new Map(cells);
  const found = notebook.cells.filter((cell) => writable.has(cell.id) && theirs.has(named(cell)));
  if (2 * found.length < writable.size) throw new Error("This notebook is of another lesson.");
  return Object.fromEntries(found.map((cell) => [cell.id, theirs.get(named(cell))]));
};

// The editor of a solution cell: Python in the book's colours, undo, brackets, indents.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// As Pygments names them: the rules of book.css serve both.
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null], class: "k" },
  { tag: tags.string, class: "s1" },
  { tag: tags.number, class: "mi" },
  { tag: tags.comment, class: "c1" },
  { tag: tags.function(tags.definition(tags.variableName)), class: "nf" },
]);

// Tab indents; after Escape it leads on. Shift Enter runs the cell, as in JupyterLab.
export const editor = (parent, text, label, changed, run) => {
  parent.className = "editor";
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([{ key: "Shift-Enter", run: () => (run(), true) }]),
        history(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("    "),
        pythonLanguage,
        syntaxHighlighting(COLOURS),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  const set = (told) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: told } });
  return { set };
};

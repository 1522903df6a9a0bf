// Keys, while an answer is chosen, and buttons that do the same.
'use strict';

const commands = {
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  Enter: done, l: later, u: undo, m: again, '.': half, ',': half,
  i: ours, c: write, p: () => { score.focus(); score.select(); }, o: filter, n: names, '?': help,
};

main.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || !now) return;
  if (event.key === 'Enter' && event.target.closest('a, summary')) return;
  const {key} = event, {parts, comments, found: checks} = state.keys;
  cards.filter(card => card.failed).forEach(card => save(card));
  if (Object.hasOwn(commands, key)) commands[key]();
  else if (/^\d$/.test(key)) give(+key);
  else if (key.length === 1 && parts.includes(key)) togglePart(parts.indexOf(key));
  else if (key.length === 1 && comments.includes(key)) toggle(said[comments.indexOf(key)]);
  else if (key.length === 1 && checks.includes(key)) toggle(now.found[checks.indexOf(key)]);
  else return;
  event.preventDefault();
});

main.addEventListener('click', event => {
  const card = cards.find(card => card.box.contains(event.target));
  if (card && !event.target.closest('a, summary') && getSelection().isCollapsed) {
    choose(card);
    card.box.focus({preventScroll: true});
  }
});

comment.addEventListener('focus', () => { editing = {card: now, ...mark(now)}; });
comment.addEventListener('input', () => {
  const {card} = editing;
  clearTimeout(editing.timer);
  editing.timer = setTimeout(() => written(card), 1000);
});
comment.addEventListener('blur', () => {
  clearTimeout(editing.timer);
  written(editing.card);
  remember(editing.card);
  showMark();
  const {card, score: was, comment: text} = editing;
  if (text !== card.comment) history.push({card, score: was, comment: text});
});
comment.addEventListener('keydown', event => {
  if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    focus();
    if (event.key === 'Enter') done();
  }
});

function write() { // on a line of its own: a line is what can be said again
  comment.focus();
  if (comment.value) comment.value += '\n';
}

function written(card) {
  const text = lines(comment.value).join('\n');
  if (text === card.comment) return;
  card.comment = text;
  show(card);
  save(card);
}

score.addEventListener('change', () => {
  if (score.value !== '') give(+score.value);
  else change({score: null, comment: now.comment});
});
score.addEventListener('keydown', event => {
  if (event.key === 'Enter' || event.key === 'Escape') {
    event.preventDefault();
    focus();
  }
});
$('mark').addEventListener('submit', event => event.preventDefault());
$('mark').addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button || !now) return;
  const {points: whole, part} = button.dataset;
  if (whole !== undefined) give(+whole);
  if (part !== undefined) togglePart(+part);
  if (whole !== undefined || part !== undefined || button.id === 'half') focus();
});
for (const [id, what] of Object.entries({half, next: done, later, again, undo}))
  $(id).addEventListener('click', what);
$('unread').addEventListener('click', filter);
$('names').addEventListener('click', names);
$('keys').addEventListener('click', help);
$('help').addEventListener('close', () => focus());

function filter() {
  onlyUnread = !onlyUnread;
  press($('unread'), onlyUnread);
  main.classList.toggle('only-unread', onlyUnread);
  focus();
}

async function names() {
  const shown = $('names').getAttribute('aria-pressed') === 'true';
  const known = shown ? {} : await (await fetch('names')).json();
  for (const card of cards) {
    const who = card.box.querySelector('.who');
    who.textContent = Object.keys(card.seen).map(word => known[word]).sort().join(', ');
    who.hidden = shown;
  }
  press($('names'), !shown);
  focus();
}

function ours() { // further down in our answer, and from its end back to its beginning
  const box = $('ours').querySelector('.scrolls'), line = 24;
  const end = box.scrollTop + box.clientHeight >= box.scrollHeight - 2;
  if ($('ours').open && !end) box.scrollTop += box.clientHeight - line;
  else box.scrollTop = 0;
  $('ours').open = !($('ours').open && end && narrow.matches);
}

function help() { $('help').showModal(); }

addEventListener('beforeunload', event => {
  if (cards.some(card => card.unsaved && !card.rewritten)) event.preventDefault();
});

if (narrow.matches) $('ours').open = false;
cards.forEach(show);
for (const box of document.querySelectorAll('[data-like]'))
  markNew(box.querySelector('.written'), $(`text-${box.dataset.like}`));
if (cards.length) {
  focus(cards.find(card => card.waits) ?? cards[0]);
} else {
  $('mark').hidden = true;
}

// The page on which answers are read. What is given is sent at once, one after the other; what the
// gradebook refuses stays on the page and is told. Keys work while an answer is chosen.
'use strict';

const $ = id => document.getElementById(id);
const state = JSON.parse($('state').textContent);
const main = $('answers'), comment = $('comment'), score = $('score');
const cards = state.answers.map((answer, i) => ({
  ...answer, number: i + 1, box: $(`answer-${i + 1}`), size: Object.keys(answer.seen).length,
}));
const found = new Set(cards.flatMap(card => card.found));
const said = state.comments.filter(line => !found.has(line)); // comments of before, in their order
const history = []; // {card, score, comment} before each change
const narrow = matchMedia('(max-width: 60rem)');
let now = null, last = null, editing = null, onlyUnread = false, sending = Promise.resolve();
let readHere = 0, active = 0, when = Date.now(); // how many in this sitting, and in how long

const points = x => `${x} of ${state.points}`;
const lines = text => text.split('\n').map(x => x.trim()).filter(Boolean);
const mark = card => ({score: card.score, comment: card.comment});
const partLine = line => /^Part .+: [\d.]+ of 1\./.test(line);

function tell(text, bad = false) {
  $('status').textContent = text;
  $('status').classList.toggle('bad', bad);
}

// What is shown

function show(card) {
  const {box} = card, read = !card.waits;
  box.classList.toggle('read', read);
  box.classList.toggle('waits', !read);
  const given = card.score === null ? '' : points(card.score);
  const open = given ? `${given}, to be read again` : card.later ? 'later' : 'not read';
  box.querySelector('.mark').textContent = read ? given || 'read' : open;
  const text = box.querySelector('.said');
  text.textContent = card.comment;
  text.hidden = !card.comment;
  if (card === now) showMark();
  count();
}

function showMark() {
  const {score: given, comment: text} = now;
  $('of').textContent = `Answer ${now.number}` + (now.size > 1 ? `: ${now.size} students` : '');
  for (const button of document.querySelectorAll('[data-points]'))
    press(button, given !== null && Math.floor(given) === +button.dataset.points);
  press($('half'), given !== null && given % 1 !== 0);
  if (document.activeElement !== score) score.value = given ?? '';
  if (document.activeElement !== comment) comment.value = text;
  for (const button of document.querySelectorAll('[data-part]'))
    press(button, hasPart(now, state.parts[button.dataset.part]));
  choices('comments', said, state.keys.comments, text);
  choices('found', now.found, state.keys.found, text);
  $('used').hidden = !said.length;
  $('from-checks').hidden = !now.found.length;
}

function choices(id, texts, keys, text) { // what stays is left alone: somebody may be on it
  const list = $(id), there = lines(text);
  while (list.children.length > texts.length) list.lastChild.remove();
  texts.forEach((line, i) => {
    if (list.children[i]?.dataset.line !== line) {
      const item = choice(line, keys[i]);
      list.children[i] ? list.children[i].replaceWith(item) : list.append(item);
    }
    press(list.children[i].firstChild, there.includes(line));
  });
}

function choice(line, key) {
  const item = document.createElement('li'), button = document.createElement('button');
  item.dataset.line = line;
  button.type = 'button';
  if (key) {
    const shown = document.createElement('kbd');
    shown.textContent = key;
    button.append(shown, ' ');
  }
  button.append(line);
  button.addEventListener('click', () => { toggle(line); focus(); });
  item.append(button);
  return item;
}

function press(button, is) { button.setAttribute('aria-pressed', is); }

const words = box => new Set(box.textContent.toLowerCase().match(/[\p{L}\p{N}]+/gu));

function markNew(box, first) { // the words that the first of its group does not have
  const known = words(first), texts = [];
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  while (walk.nextNode())
    if (!walk.currentNode.parentElement.closest('math')) texts.push(walk.currentNode);
  for (const text of texts) {
    const pieces = text.data.split(/([\p{L}\p{N}]+)/u).map((piece, i) => {
      if (i % 2 === 0 || known.has(piece.toLowerCase())) return piece;
      const mark = document.createElement('mark');
      mark.textContent = piece;
      return mark;
    });
    text.replaceWith(...pieces);
  }
}

function count() {
  const total = cards.reduce((sum, card) => sum + card.size, 0);
  const read = cards.reduce((sum, card) => sum + (card.waits ? 0 : card.size), 0);
  let text = `${read} of ${total} read`;
  if (readHere > 2 && active > 20000) {
    const rate = readHere / (active / 60000);
    text += `, ${rate.toFixed(1)} a minute`;
    if (read < total) text += `, about ${Math.ceil((total - read) / rate)} min to go`;
  }
  $('progress').value = read;
  $('count').textContent = text;
  $('so-far').textContent = `${read} of ${total} read`;
}

// Where one is

const visible = card => !onlyUnread || card.waits || card === now;

function choose(card) {
  if (now) {
    now.box.classList.remove('chosen');
    now.box.tabIndex = -1;
  }
  now = card;
  card.box.classList.add('chosen');
  card.box.tabIndex = 0;
  showMark();
}

function focus(card = now) {
  if (!card) return;
  if (card !== now) choose(card);
  card.box.focus({preventScroll: true});
  const tall = card.box.offsetHeight > innerHeight * 0.6;
  card.box.scrollIntoView({block: tall || narrow.matches ? 'start' : 'center'});
}

function move(step) {
  for (let i = cards.indexOf(now) + step; cards[i]; i += step)
    if (visible(cards[i])) return focus(cards[i]);
}

function next() {
  const from = cards.indexOf(now) + 1, order = [...cards.slice(from), ...cards.slice(0, from)];
  const left = order.filter(card => card.waits && card !== now);
  const other = left.find(card => !card.later) ?? left[0];
  if (other) return focus(other);
  focus();
  tell(now.waits ? 'All others are read.' : 'Everything is read.');
}

function done() {
  if (now.waits && now.score === null) {
    focus();
    return tell(`Answer ${now.number} has no points yet. Give some, or press l for later.`, true);
  }
  if (now.waits) { settle(now); save(now); } // to be read again, and stays as it is
  next();
}

function later() {
  now.later = true;
  show(now);
  next();
}

// What is given

function change(given) {
  const card = now;
  if (given.score === card.score && given.comment === card.comment) {
    if (card.waits && given.score !== null) { settle(card); save(card); }
    return;
  }
  history.push({card, ...mark(card)});
  Object.assign(card, given);
  remember(card);
  settle(card);
  save(card);
}

function remember(card) {
  for (const line of lines(card.comment))
    if (!said.includes(line) && !found.has(line) && !partLine(line)) said.push(line);
}

function settle(card) { // it counts as read from the moment that it has points
  const before = card.waits;
  card.waits = card.score === null;
  if (before && !card.waits) {
    const time = Date.now();
    active += Math.min(time - when, 60000); // a pause is no reading
    when = time;
    readHere += card.size;
  }
  if (!card.waits) last = card;
  show(card);
}

function give(value) {
  if (!(value >= 0 && value <= state.points))
    return tell(`Points are from 0 to ${state.points}.`, true);
  const parts = state.parts.filter(label => hasPart(now, label)).length;
  const kept = lines(now.comment).filter(line => !partLine(line) || parts === value);
  change({score: value, comment: kept.join('\n')});
}

function half() {
  const value = now.score ?? 0;
  give(value % 1 ? Math.floor(value) : Math.min(value + 0.5, state.points));
}

const hasPart = (card, label) => card.comment.includes(`Part ${label}: 1 of 1.`);

function togglePart(i) {
  const label = state.parts[i];
  if (label === undefined) return;
  const on = state.parts.map(x => hasPart(now, x) !== (x === label));
  const line = state.parts.map((x, k) => `Part ${x}: ${+on[k]} of 1.`).join(' ');
  const rest = lines(now.comment).filter(x => !partLine(x));
  change({score: on.filter(Boolean).length, comment: [line, ...rest].join('\n')});
}

function toggle(line) {
  if (line === undefined) return;
  const there = lines(now.comment);
  const kept = there.includes(line) ? there.filter(x => x !== line) : [...there, line];
  change({score: now.score, comment: kept.join('\n')});
}

function again() {
  if (!last) return tell('No mark was given yet.', true);
  const kept = lines(last.comment).filter(line => !found.has(line));
  change({score: last.score, comment: kept.join('\n')});
}

function undo() {
  const step = history.pop();
  if (!step) return tell('There is nothing to undo.');
  Object.assign(step.card, {score: step.score, comment: step.comment});
  focus(step.card);
  settle(step.card);
  save(step.card, 'put back');
}

// What is sent

function save(card, how = 'saved') {
  card.unsaved = true;
  if (card.queued || card.rewritten) return;
  card.queued = true;
  sending = sending.then(() => send(card, how));
}

async function send(card, how) {
  card.queued = card.failed = false;
  const asked = mark(card);
  let answer, told;
  try {
    answer = await fetch('save', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({question: state.question, seen: card.seen, ...asked}),
    });
    told = await answer.json();
  } catch {
    card.failed = true;
    return tell(`Answer ${card.number} is not saved: the command does not answer. `
      + 'Is it still running? The next key that you press here tries again.', true);
  }
  if (answer.ok) {
    card.seen = told.seen;
    card.unsaved = card.queued;
    return tell(`Answer ${card.number}: `
      + `${asked.score === null ? 'no points' : points(asked.score)}, ${how}.`);
  }
  if (answer.status !== 409) {
    card.failed = answer.status === 503; // the gradebook is busy, or the disk is full: for now
    return tell(`Answer ${card.number} is not saved: ${told.said}`, true);
  }
  if (told.rewritten) {
    card.rewritten = true;
    return tell(`Answer ${card.number} was graded anew meanwhile, and is another text now. `
      + 'Reload the page to read it; nothing was saved for it.', true);
  }
  const mine = asked.score === null ? 'no points' : points(asked.score);
  Object.assign(card, told.now, {seen: told.seen, unsaved: false});
  show(card);
  const theirs = told.now.score === null ? 'no points' : points(told.now.score);
  tell(`Answer ${card.number} was marked elsewhere meanwhile: ${theirs}. Yours, ${mine}, was not `
    + 'saved; give it once more to put it in its place.', true);
}

// Keys and buttons

const commands = {
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  Enter: done, l: later, u: undo, m: again, '.': half, ',': half,
  c: write, p: () => { score.focus(); score.select(); }, o: filter, n: names, '?': help,
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

// The answers on the page, what is shown of each and of the one that is chosen.
// Four scripts make one page, in this order: answers, marks, sending, keys.
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

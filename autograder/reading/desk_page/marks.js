// What is given for the answer that is chosen, and the way from one to the next.
'use strict';

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

// What is given is sent at once, one after the other; what the gradebook refuses is told, and stays.
'use strict';

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

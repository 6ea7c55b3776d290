import test from 'ava';
import { travelsOf } from '#src/tempering/index-process.js';

const roundTrips = (index: Float64Array[]): number => travelsOf(index).roundTrips;
const column = (...levels: number[]) => Float64Array.from(levels);

test('a state that goes to the hottest temperature and back is a round trip', (t) => {
  t.is(roundTrips([column(1, 1), column(0, 0)]), 1);
  t.is(roundTrips([column(1, 1, 1, 1), column(0, 0, 0, 0)]), 3);
});

test('a state that comes down without having gone up is not a round trip', (t) => {
  t.is(roundTrips([column(1), column(0)]), 0);
  t.is(roundTrips([column(0, 0), column(1, 1)]), 0);
  t.is(roundTrips([column(1, 0, 1), column(0, 2, 0), column(2, 1, 2)]), 0);
});

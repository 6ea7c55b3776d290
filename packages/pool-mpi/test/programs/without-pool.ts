// A program that creates no pool.
console.log('found "nothing to do"');

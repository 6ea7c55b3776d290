// A program that uses no pool after all.
console.log('found "nothing to do"');

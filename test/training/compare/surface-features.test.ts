import { listSurfaceFeatures } from '../../../src/training/compare/surface-features.js';

test.each([
  ['words and pairs in lower case', 'Go On', ['go', 'on', 'go on']],
  ['signs one by one', 'ok!!', ['ok', '!', 'ok !', '! !']],
  ['words of any script', 'ещё 好', ['ещё', '好', 'ещё 好']],
  ['nothing of nothing', '', []],
])('listSurfaceFeatures() gives %s', (_, text, words) => {
  expect([...listSurfaceFeatures(text).words]).toEqual(words);
});

test.each([
  ['the length and first digits of a number', 'call 08001', ['5:', '5:0', '5:08', '5:080', '5:0800']],
  ['no more digits than there are', '16+', ['2:', '2:1', '2:16']],
  ['numbers inside words', '150p', ['3:', '3:1', '3:15', '3:150']],
  ['each once', '7 7', ['1:', '1:7']],
  ['nothing without numbers', 'none', []],
])('listSurfaceFeatures() gives %s', (_, text, numbers) => {
  expect([...listSurfaceFeatures(text).numbers]).toEqual(numbers);
});

import swc from '@swc/jest';

/*
 * Jest runs each suite in a context of its own, where every look at a global goes through a slow door: a hot loop that says
 * `Math` runs three times as long as it does outside. Each module takes these once, as constants. Those that a test may
 * put something else in the place of (the clock, timers, `fetch`, `process`) are not among them.
 */
const CONSTANTS = [
  ...['Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'DataView', 'Error', 'Float32Array', 'Float64Array'],
  ...['Infinity', 'Int8Array', 'Int32Array', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise'],
  ...['RegExp', 'Set', 'String', 'Symbol', 'Uint8Array', 'Uint16Array', 'Uint32Array', 'WeakMap'],
  ...['parseFloat', 'parseInt'],
];

/** On the first line, so that the others keep their numbers. */
function withConstants(source) {
  const used = CONSTANTS.filter((name) => new RegExp(`\\b${name}\\b`).test(source));
  return `const { ${used.join(', ')} } = globalThis; ${source}`;
}

export default {
  createTransformer: (options) => {
    const { process, processAsync, getCacheKey } = swc.createTransformer(options);
    return {
      canInstrument: true,
      process: (source, ...rest) => process(withConstants(source), ...rest),
      processAsync: (source, ...rest) => processAsync(withConstants(source), ...rest),
      getCacheKey: (source, ...rest) => getCacheKey(withConstants(source), ...rest),
    };
  },
};

import config from './jest.config.js';

/** `npm run test:browser`: what needs Chromium. One after the other: a browser and a gate fill two cores. */
export default {
  ...config,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
  maxWorkers: 1,
};

import config from './jest.config.js';

/** `npm run test:browser`: what needs Chromium. */
export default { ...config, roots: ['<rootDir>/test/browser'], testPathIgnorePatterns: ['/node_modules/'] };

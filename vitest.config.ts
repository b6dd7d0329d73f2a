import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The browser tests need a built site (npm run test:site); what the components compute does not.
    exclude: ['test/reports/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    // Files share their imports, which takes a quarter off the time; each closes what it opened.
    isolate: false,
    // One key, so that shops in different folders give the same pseudonyms.
    env: { RECOUP_PSEUDONYM_KEY: 'a key for tests' },
  },
})

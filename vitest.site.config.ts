import { defineConfig } from 'vitest/config'

// The pages in a browser: slow, and in need of a Chromium, so apart from the other tests (npm run test:site)
export default defineConfig({
  test: {
    include: ['test/reports/*.test.ts'],
    globalSetup: ['test/reports/site_setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A page asks its engine again after each choice, which takes more than a second on a busy machine
    expect: { poll: { timeout: 20_000 } },
  },
})

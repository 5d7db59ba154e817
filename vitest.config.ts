import { defineConfig } from 'vitest/config'

const globalSetup = 'scripts/ready.js'

export default defineConfig({
  test: {
    projects: [{ extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], globalSetup } }],
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})

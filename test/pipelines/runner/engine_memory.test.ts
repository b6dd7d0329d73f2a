import { expect, test } from 'vitest'
import { engineMemory } from '../../../pipelines/runner/engine_memory.ts'

test('the engine’s memory is bounded, by the environment or by default', () => {
  expect(engineMemory({ RECOUP_MEMORY: '512MB' })).toBe('512MB')
  expect(engineMemory({})).toMatch(/^\d+GB$/)
})

test('an amount of memory has a unit', () => {
  expect(engineMemory({ RECOUP_MEMORY: '1.5 GiB' })).toBe('1.5 GiB')
  expect(() => engineMemory({ RECOUP_MEMORY: 'plenty' })).toThrow('`plenty` is no amount of memory.')
})

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

test('docs/security.md proves each attack by a test that there is', () => {
  const rows = read('docs/security.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (attack|---) /.test(line))
  expect(rows.length).toBeGreaterThan(30)
  for (const row of rows) {
    const [, file = '', title = ''] = /`(test\/[^`]+)` «([^»]+)» \|$/.exec(row) ?? []
    expect(existsSync(fileURLToPath(new URL(file, root))), row).toBe(true)
    expect(read(file), row).toContain(title)
  }
})

import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, type TestContext, test } from 'vitest'
import { type Places, placesOf } from '../../pipelines/runner/places.ts'
import { brokenLaws, differences, differingSnapshots } from './differences.ts'
import type { Moment } from './moments.ts'
import { type Ended, recoupRun, recoupRunHarmed } from './recoup.ts'
import { Trials } from './trial.ts'

/** What the shop looks like on both days where nothing fails. */
let shop: Trials
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recoup writes '))
  shop = await Trials.prepare(folder, 80, 5)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A failure as people are told it: what, where, what to do next, and no line of code. */
function expectProblem({ code, said }: Ended, what: RegExp): void {
  expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(what) })
  expect(said).toMatch(/^ {2}where: \S/m)
  expect(said).toMatch(/^ {2}next: {2}\S/m)
  expect(said).not.toMatch(/unexpected fault|^\s+at /m)
}

function newPlaces(): Places {
  const data = join(mkdtempSync(join(folder, 'data ')), 'data')
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return placesOf({ data }, {})
}

/** A shop that has had its first day, or is about to have it, and finds the files of the next in its inbox. */
function shopBefore(day: 'first' | 'second', places: Places): Places {
  if (day === 'second') cpSync(shop.unharmed.first.data, places.data, { recursive: true })
  cpSync(shop.inboxes[day], places.inbox, { recursive: true })
  return places
}

const stages = ['load', 'build', 'score', 'publish']
/** The stage in which a run failed: the first that did not say how long it took. */
const failedIn = ({ said }: Ended) => stages.find((stage) => !new RegExp(`^${stage} +\\d`, 'm').test(said))

async function expectMended(day: 'first' | 'second', places: Places): Promise<void> {
  const { code, said } = await recoupRun(places.data)
  expect({ code, said }).toEqual({ code: 0, said: expect.any(String) })
  expect(await differences(shop.unharmed[day], places)).toEqual([])
}

/** Room enough: the warehouse of this shop takes some 26 MB, and the engine as much again while it puts its log in. */
const enough = '160m'

/** A disk of its own, in memory, of the size that `mount` is told; gone when the test is over. */
class SmallDisk {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async mount(context: TestContext, size: string): Promise<SmallDisk> {
    const path = mkdtempSync(join(folder, 'disk '))
    const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path])
    if (status !== 0)
      context.skip(
        `This machine lets no test mount a small disk: ${error?.message ?? String(stderr).split('\n')[0]}`,
      )
    onTestFinished(() => void spawnSync('umount', [path]))
    return new SmallDisk(path)
  }

  remount(options: string): void {
    const { status, stderr } = spawnSync('mount', ['-o', `remount,${options}`, this.path])
    if (status !== 0) throw new Error(`The disk could not be changed: ${stderr}`)
  }
}

describe('a full disk', () => {
  test('whenever it fills, the run says so, keeps what was done, and goes on once there is room', async (context) => {
    const disk = await SmallDisk.mount(context, '64k')
    const inbox = shopBefore('first', newPlaces()).inbox
    const places = placesOf({ data: disk.path, inbox }, {})
    const environment = { RECOUP_INBOX: inbox }
    const failed: (string | undefined)[] = []
    for (let kilobytes = 450; ; kilobytes = Math.round(kilobytes * 1.8)) {
      disk.remount(`size=${kilobytes}k`)
      const ended = await recoupRun(places.data, { environment })
      if (ended.code === 0) break
      expectProblem(ended, /^The disk is full\.$/m)
      failed.push(failedIn(ended))
      expect(existsSync(`${places.snapshot}.draft`)).toBe(false)
      if (existsSync(places.warehouse)) expect(await brokenLaws(places)).toEqual([])
    }
    expect(failed).toEqual(expect.arrayContaining(['load', 'build', 'publish']))
    disk.remount(`size=${enough}`)
    expect((await recoupRun(places.data, { environment })).code).toBe(0)
    expect(await differences(shop.unharmed.first, places)).toEqual([])
  })

  test('on a later day the snapshot of the day before stays', async (context) => {
    const disk = await SmallDisk.mount(context, enough)
    for (const room of [300_000, 1_500_000]) {
      const places = shopBefore('second', placesOf({ data: join(disk.path, `${room}`) }, {}))
      const ballast = join(disk.path, 'ballast')
      const { bavail, bsize } = statfsSync(disk.path)
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - room))
      expectProblem(await recoupRun(places.data), /^The disk is full\.$/m)
      expect(await differingSnapshots(shop.unharmed.first.snapshot, places.snapshot)).toEqual([])
      expect(await brokenLaws(places)).toEqual([])
      rmSync(ballast)
      await expectMended('second', places)
      rmSync(places.data, { recursive: true })
    }
  })

  test('what does not fit into memory needs room, too', async (context) => {
    const disk = await SmallDisk.mount(context, '20m')
    const { inbox } = newPlaces()
    mkdirSync(join(inbox, 'claims'), { recursive: true })
    const file = join(inbox, 'claims', 'long.csv')
    writeFileSync(file, 'claim_id,order_id,claimed_at,type,amount,message\n')
    for (let claim = 0; claim < 6000; claim++)
      appendFileSync(
        file,
        `c${claim},o${claim},2024-05-01T10:00:00Z,damaged,1,${randomBytes(4500).toString('hex')}\n`,
      )
    const environment = { RECOUP_INBOX: inbox, RECOUP_MEMORY: '120MB' }
    expectProblem(await recoupRun(disk.path, { environment }), /^The disk has no room/m)
    disk.remount('size=300m')
    const { code, said } = await recoupRun(disk.path, { environment })
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('6,000 accepted') })
    expect(existsSync(placesOf({ data: disk.path }, {}).spill)).toBe(false)
  })
})

test('too little memory is told by the name of its setting', async () => {
  const places = shopBefore('first', newPlaces())
  const ended = await recoupRun(places.data, { environment: { RECOUP_MEMORY: '20MB' } })
  expectProblem(ended, /^The engine ran out of memory\.$[\s\S]*RECOUP_MEMORY, which is 20MB/m)
  await expectMended('first', places)
})

describe('a place that may not be written to', () => {
  test.each(['the data directory', 'the published folder'])('%s', async (what) => {
    const places = shopBefore('second', newPlaces())
    const closed = what === 'the data directory' ? places.data : places.published
    const nobody = 65534
    // Root may write anywhere, so the run is somebody else's.
    const user = process.getuid?.() === 0 ? nobody : undefined
    if (user !== undefined) {
      chmodSync(folder, 0o755)
      spawnSync('chown', ['-R', `${user}:${user}`, join(places.data, '..')])
    }
    chmodSync(closed, 0o555)
    const ended = await recoupRun(places.data, user === undefined ? {} : { user })
    chmodSync(closed, 0o755)
    expectProblem(ended, /^This may not be written to\.$/m)
    expect(ended.said).toContain(closed)
    expect(await differingSnapshots(shop.unharmed.first.snapshot, places.snapshot)).toEqual([])
    await expectMended('second', places)
  })

  test('a disk mounted to read', async (context) => {
    const disk = await SmallDisk.mount(context, enough)
    const places = shopBefore('second', placesOf({ data: join(disk.path, 'data') }, {}))
    disk.remount('ro')
    expectProblem(await recoupRun(places.data), /^This may not be written to\.$/m)
    disk.remount('rw')
    await expectMended('second', places)
  })

  test.each(['data', 'published'] as const)('a file in the place of the folder (%s)', async (folderName) => {
    const places = shopBefore('first', newPlaces())
    const inTheWay = folderName === 'data' ? join(folder, 'in the way') : places.published
    writeFileSync(inTheWay, 'a file')
    const environment = { RECOUP_INBOX: places.inbox }
    const ended = await recoupRun(folderName === 'data' ? inTheWay : places.data, { environment })
    expectProblem(ended, /^There is a file where a folder should be\.$/m)
    expect(ended.said).toContain(inTheWay)
    rmSync(inTheWay)
  })
})

/** The first moment of a trace after the given share of those of its load. */
function inLoad(trace: readonly Moment[], share: number): number {
  const read = trace.filter(({ what }) => /^insert into load_\w+_checked/.test(what))
  const moment = read[Math.floor(read.length * share)]
  if (!moment)
    throw new Error('No moment of the trace fills a stage table of the load, so none can be harmed.')
  return moment.place
}

test.each([0, 0.6])('an inbox that vanishes after %d of the load', async (share) => {
  const places = shopBefore('second', newPlaces())
  const at = inLoad(shop.traces.second, share)
  const ended = await recoupRunHarmed({ data: places.data, at, vanishing: places.inbox })
  expectProblem(ended, /^The inbox/m)
  expect(await differingSnapshots(shop.unharmed.first.snapshot, places.snapshot)).toEqual([])
  expect(await brokenLaws(places)).toEqual([])
  renameSync(`${places.inbox} vanished`, places.inbox)
  await expectMended('second', places)
})

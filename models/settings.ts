import { z } from 'zod'
import { connectionsSchema } from './settings/connections.ts'
import { zendeskRulesSchema } from './settings/zendesk.ts'

const days = z.number().int().positive()
const share = z.number().min(0).max(1)
const timeZone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', {
    message: 'must be an IANA time zone such as Europe/Berlin',
  })

const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
  .regex(/^[^:]+:\/\/[^/?#@]*([/?#]|$)/, 'may hold no user and password')

/** Largest share of bad rows that a file may have: above it nothing of the file is loaded. */
export const badRowsSchema = (isFolder: (name: string) => boolean = () => true) =>
  z
    .strictObject({
      share: share.default(0.1),
      /** By the name of a feed or sender, where another share goes for its files. With 1 no file fails. */
      perFeed: z
        .record(z.string().refine(isFolder), share, {
          error: ({ code }) => (code === 'invalid_key' ? 'is the name of no feed or sender' : undefined),
        })
        .default({}),
    })
    .prefault({})

/** Hours in which new records should come, by the name of a feed or sender. */
export const expectedEverySchema = (isFolder: (name: string) => boolean = () => true) =>
  z
    .record(z.string().refine(isFolder), z.number().positive(), {
      error: ({ code }) => (code === 'invalid_key' ? 'is the name of no feed or sender' : undefined),
    })
    .default({})

/** What returned goods lose while they wait to be sold again, and how long they may wait. */
const stockSchema = z
  .strictObject({
    /** Share of their value that goods lose in 30 days. */
    monthlyDepreciation: share.default(0.03),
    /** Days from arrival in which goods should be on sale again, or gone. */
    waitDays: days.default(14),
    /** By the name of a category, where it differs: `{ phones: { monthlyDepreciation: 0.08, waitDays: 5 } }`. */
    perCategory: z
      .record(
        z.string().min(1),
        z.strictObject({ monthlyDepreciation: share.optional(), waitDays: days.optional() }),
      )
      .default({}),
  })
  .prefault({})

/** What figures should be, by the name of the metric: a rate or mean as it is, an amount as that of a day. */
export const targetsSchema = (isMetric: (name: string) => boolean = () => true) =>
  z
    .record(z.string().refine(isMetric), z.number(), {
      error: ({ code }) => (code === 'invalid_key' ? 'is the name of no metric' : undefined),
    })
    .default({})

/** What `recoup schedule` runs and when, by the name of the pipeline. */
export const scheduleSchema = (isCronLine: (line: string) => boolean = () => true) =>
  z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be small letters, digits and _'),
      z.strictObject({
        /** Minute, hour, day of the month, month, day of the week. */
        cron: z.string().refine(isCronLine, 'must be a cron line of five fields such as 0 5 * * *'),
        /** The zone in which the line is read; by default the shop’s. */
        timeZone: timeZone.optional(),
        /** The command: a run, a run that builds the pages too, or a load alone. */
        runs: z.enum(['run', 'run --site', 'load']).default('run'),
        /** What becomes of a run that could not begin at its time: it is run once, as soon as it can, or not at all. */
        catchUp: z.enum(['once', 'skip']).default('once'),
        /** How often a run is tried whose fault may pass, and the minutes before the second try; they double with each. */
        attempts: z.number().int().positive().default(4),
        backoffMinutes: z.number().positive().default(5),
      }),
    )
    .prefault({ nightly: { cron: '0 5 * * *', runs: 'run --site' } })

/** An address of a machine, or of a network as `10.0.0.0/8`. */
const machines = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be an address such as 127.0.0.1, or a network such as 10.0.0.0/8',
})

/** Who reaches what `recoup serve` serves, and how. */
const serveSchema = z
  .strictObject({
    /** Whether browsers come by https, which a proxy in front sees to: cookies then go over nothing else. */
    https: z.boolean().default(false),
    /** The proxy in front, where there is one. */
    proxy: z
      .strictObject({
        /** Where it calls from. What it says of its callers is believed from nowhere else. */
        addresses: z.array(machines).min(1),
        /** The header in which it names who signed in with it, as `recoup user` knows them. */
        nameHeader: z
          .string()
          .regex(/^[a-z0-9-]+$/, 'must be a header in small letters such as x-forwarded-user')
          .optional(),
      })
      .optional(),
  })
  .prefault({})

/** What a shop may set about its figures and scores. Every setting has a default that works. */
export const settingsSchema = z.strictObject({
  shopName: z.string().min(1).default('Your shop'),
  /** The one currency of all reports, ISO 4217. */
  reportingCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD')
    .default('USD'),
  /** IANA name of the zone in which business days are cut, and in which times without offset are read. */
  timeZone: timeZone.default('UTC'),
  badRows: badRowsSchema(),
  /** Most bytes that a packed file may unpack to. A larger one is refused, however small it is on disk. */
  mostUnpackedBytes: z.number().int().positive().default(20_000_000_000),
  /**
   * Days for which names, addresses and other personal values are kept in the clear, counted from when their record
   * last changed. Then only their pseudonyms stay, and rows that were turned away so long ago are emptied. Left out,
   * they are kept: how long a shop needs them for disputes, and may have them, is its own to say. A run clears whole
   * months.
   */
  rawRetentionDays: days.optional(),
  /** Days after which a cohort's figure counts as final. A decision does where none of an appeal came in them. */
  matured: z
    .strictObject({
      delivery: days.default(30),
      returns: days.default(60),
      claims: days.default(60),
      decisions: days.default(14),
    })
    .prefault({}),
  /** What pages set figures against: `{ on_time_delivery: 0.95, net_margin_after_returns: 12_000 }`. */
  targets: targetsSchema(),
  /** Hours after the order by which a parcel should be with the carrier. */
  shipWithinHours: z.number().positive().default(48),
  /** Days after handover in which a carrier accepts a claim for a lost or damaged parcel. */
  carrierClaimDays: days.default(60),
  /** Hours after the carrier reported that something is wrong in which the customer should hear of it. */
  warnWithinHours: z.number().positive().default(24),
  /** Days after the last payout of a line in which to ask back what was paid beyond its value. */
  recoverPayoutDays: days.default(30),
  /** Days after the last payout of a line in which it can be got back at all: as long as the large card networks take up a dispute. */
  payoutRecoverableDays: days.default(120),
  stock: stockSchema,
  /** Where new and changed work is posted to, if anywhere. Its secret is RECOUP_WEBHOOK_SECRET of the environment. */
  webhook: z
    .strictObject({
      url: webAddress,
    })
    .optional(),
  connections: connectionsSchema(),
  schedule: scheduleSchema(),
  serve: serveSchema,
  /** Where `recoup schedule` tells of faults, besides its log, and from when on. */
  alerts: z
    .strictObject({
      /** A webhook that takes what Slack takes. RECOUP_ALERTS_URL of the environment goes before it. */
      url: webAddress.optional(),
      /** A program and its arguments; it is given each alert as JSON on its standard input. */
      command: z.array(z.string().min(1)).min(1).optional(),
      /** Share of the rows of a feed's newest week that are in quarantine, above which it is a fault. */
      heldShare: share.default(0.02),
    })
    .prefault({}),
  /** Hours in which new records of a feed or sender should come, by its name; else its own habit says. */
  expectedEvery: expectedEverySchema(),
  /** Share of earlier evidence in a lane's loss rate, in parcels: the `m` of the shrinkage. */
  laneShrinkage: z.number().positive().default(50),
  /**
   * Weight of the level above in what a disposition brings back, in pieces: the `m` of the shrinkage. From as many
   * pieces of its own on, a disposition is suggested.
   */
  dispositionShrinkage: z.number().positive().default(20),
  /** Weight of the whole shop in what inspections usually find in a category, in lines: the `m` of the shrinkage. */
  returnShrinkage: z.number().positive().default(30),
  /** Weight of rough figures in how claimed parcels usually look, in claims: the `m` of the shrinkage. */
  claimShrinkage: z.number().positive().default(20),
  /** Share of parcels claimed as not received that is assumed before any parcel is seen. */
  laneStart: z.number().min(0.0001).max(0.5).default(0.01),
  /** How much likelier than its lane a dishonest cluster's parcel is claimed: the δ of history evidence. */
  historyDelta: z.number().min(0.01).max(0.5).default(0.1),
  /** Share of claims and of returns taken to be abusive before any evidence is seen. */
  priors: z
    .strictObject({
      claim: z.number().min(0.0001).max(0.5).default(0.15),
      return: z.number().min(0.0001).max(0.5).default(0.03),
    })
    .prefault({}),
  /** Days of silence after which a parcel speaks for its customer. */
  quietDays: days.default(14),
  /** What one review costs, and what a needless one costs in goodwill, in the reporting currency. */
  reviewCost: z.number().nonnegative().default(6),
  frictionCost: z.number().nonnegative().default(15),
  /** Share of a case's value saved when abuse is confirmed. */
  savedOnConfirmation: z.number().min(0).max(1).default(0.8),
  /** Cases that the team can look at in a day. */
  queueCapacity: z.number().int().positive().default(40),
  /** By how much a group’s share of honest cases looked at may exceed the whole’s before it is warned of. */
  fairnessMargin: share.default(0.05),
  /** Share of the queue’s places that go to cases drawn at random, by which the queue itself is judged. */
  auditShare: z.number().min(0).max(0.5).default(0.075),
  /** Names under which systems, and not people, decide: what they say is no finding and no label. */
  automaticReviewers: z
    .array(z.string().min(1))
    .default(['auto', 'automatic', 'bot', 'recoup', 'rules', 'system']),
  /** Days a case stays in the queue when nobody decides. */
  queueDays: days.default(30),
  /** Most accounts that an identifier may link; from the next on it links nobody. */
  identifierCaps: z
    .strictObject({
      email: z.number().int().positive().default(5),
      phone: z.number().int().positive().default(8),
      payment: z.number().int().positive().default(8),
      device: z.number().int().positive().default(8),
      /** Most accounts at one door that still are a household. */
      address: z.number().int().positive().default(8),
    })
    .prefault({}),
  /**
   * Where others are told what each run reads and writes, as OpenLineage events: a file that gets a line for each, or an
   * address. What the address wants to know callers by is RECOUP_OPENLINEAGE_KEY of the environment.
   */
  openLineage: z
    .strictObject({
      file: z.string().min(1).optional(),
      url: webAddress.optional(),
      /** Under which jobs and tables are known there, where several shops tell of theirs. */
      namespace: z.string().min(1).default('recoup'),
    })
    .refine(
      ({ file, url }) => (file === undefined) !== (url === undefined),
      'needs a file or a url, and not both',
    )
    .optional(),
  /** How tickets of the sender zendesk become contacts. */
  zendesk: zendeskRulesSchema,
})

export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = settingsSchema.parse({})

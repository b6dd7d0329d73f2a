import { z } from 'zod'

/** A query on a PostgreSQL database. Its address, with user and password, is RECOUP_<NAME>_URL of the environment. */
const postgresSchema = z.strictObject({
  from: z.literal('postgres'),
  /** The feed or sender of which the query gives rows, with its columns as they are called there. */
  feed: z.string().min(1),
  /** A `select`. */
  query: z.string().regex(/\S/, 'may not be empty'),
  /**
   * The column of the query that rises whenever a row is new or changed: a time, a day or a whole number. Without one
   * all rows are fetched each time.
   */
  cursor: z.string().min(1).optional(),
  /** Minutes before the newest time fetched from which rows are fetched again: longer than any write takes to commit. */
  overlapMinutes: z.number().nonnegative().default(60),
  /** The same where the cursor is a whole number: how far below the highest one fetched. */
  overlapNumbers: z.number().int().nonnegative().default(1_000),
  /** Minutes that a query may take. */
  mostMinutes: z.number().positive().default(60),
})

export type PostgresSettings = z.infer<typeof postgresSchema>

/** The orders of a shop on Shopify. The token of its custom app is RECOUP_<NAME>_TOKEN of the environment. */
const shopifySchema = z.strictObject({
  from: z.literal('shopify'),
  /** As Shopify calls it, not the shop's own domain. A port only where it is this machine that answers. */
  shop: z
    .string()
    .regex(
      /^([a-z0-9][a-z0-9-]*\.myshopify\.com|(localhost|127\.0\.0\.1)(:\d+)?)$/,
      'must be called as Shopify calls it, such as my-shop.myshopify.com',
    ),
  /** The version of the Admin API that is asked: a quarter, of which Shopify answers the newest four. */
  apiVersion: z
    .string()
    .regex(/^\d{4}-(01|04|07|10)$/, 'must be a quarter, such as 2026-04')
    .refine((version) => version >= '2026-01', 'must be 2026-01 or later')
    .default('2026-04'),
  /** Minutes before the newest time fetched from which orders are fetched again. */
  overlapMinutes: z.number().nonnegative().default(60),
})

export type ShopifySettings = z.infer<typeof shopifySchema>

/** Names that would ask for a secret which the environment holds for something else. */
const takenNames = ['alerts']

/** Where records are fetched from before each load, by the name of the connection. */
export const connectionsSchema = (isFolder: (name: string) => boolean = () => true) =>
  z
    .record(
      z
        .string()
        .regex(/^[a-z][a-z0-9_]*$/, 'must be small letters, digits and _')
        .refine((name) => !takenNames.includes(name), 'is taken: choose another name'),
      z
        .discriminatedUnion('from', [postgresSchema, shopifySchema])
        .refine((connection) => !('feed' in connection) || isFolder(connection.feed), {
          path: ['feed'],
          message: 'is the name of no feed or sender',
        }),
    )
    .default({})

export type ConnectionSettings = z.infer<ReturnType<typeof connectionsSchema>>[string]

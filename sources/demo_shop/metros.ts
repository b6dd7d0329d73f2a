export type Metro = {
  readonly index: number
  readonly code: string
  readonly region: string
  readonly country: 'US' | 'CA'
  readonly latitude: number
  readonly longitude: number
  /** Hours from UTC, without daylight saving. */
  readonly utcOffset: number
  readonly taxRate: number
}

export type MetroPlan = Omit<Metro, 'index'> & {
  /** How its postal codes begin. */
  readonly prefix: string
  /** Share of customers. */
  readonly weight: number
  readonly towns: readonly string[]
}

/** Where people live: made-up towns around real crossroads, with postal codes of the right region. */
export const METROS: readonly MetroPlan[] = [
  {
    code: 'LAX',
    region: 'CA',
    country: 'US',
    latitude: 34.02,
    longitude: -118.15,
    utcOffset: -8,
    taxRate: 0.095,
    prefix: '917',
    weight: 15,
    towns: ['Alder Grove', 'Mission Verde', 'Harbor Point', 'San Rosario', 'Palmdora'],
  },
  {
    code: 'DFW',
    region: 'TX',
    country: 'US',
    latitude: 32.82,
    longitude: -96.9,
    utcOffset: -6,
    taxRate: 0.0825,
    prefix: '757',
    weight: 13,
    towns: ['Cedar Bluff', 'Longhorn', "O'Dell Springs", 'Westmark', 'Prairie Hill'],
  },
  {
    code: 'ORD',
    region: 'IL',
    country: 'US',
    latitude: 41.88,
    longitude: -87.75,
    utcOffset: -6,
    taxRate: 0.0875,
    prefix: '606',
    weight: 12,
    towns: ['Lakemont', 'Oak Ferry', 'Northgate', 'Calumet Shores', 'Des Rives'],
  },
  {
    code: 'JFK',
    region: 'NY',
    country: 'US',
    latitude: 40.72,
    longitude: -73.85,
    utcOffset: -5,
    taxRate: 0.08875,
    prefix: '114',
    weight: 16,
    towns: ['Kingsbridge', 'East Haven', 'Marlow', 'Port Regis', 'Fort Anders'],
  },
  {
    code: 'MIA',
    region: 'FL',
    country: 'US',
    latitude: 25.85,
    longitude: -80.25,
    utcOffset: -5,
    taxRate: 0.07,
    prefix: '331',
    weight: 9,
    towns: ['Coral Bay', 'Miramar Keys', 'Palma Vista', 'Sawgrass'],
  },
  {
    code: 'ATL',
    region: 'GA',
    country: 'US',
    latitude: 33.78,
    longitude: -84.4,
    utcOffset: -5,
    taxRate: 0.08,
    prefix: '303',
    weight: 8,
    towns: ['Peach Hollow', 'Stonecrest', 'Druid Park', 'Ashby'],
  },
  {
    code: 'SEA',
    region: 'WA',
    country: 'US',
    latitude: 47.58,
    longitude: -122.25,
    utcOffset: -8,
    taxRate: 0.101,
    prefix: '981',
    weight: 7,
    towns: ['Rainier View', 'Fernwood', 'Port Elliott', 'Kenmore Falls'],
  },
  {
    code: 'DEN',
    region: 'CO',
    country: 'US',
    latitude: 39.73,
    longitude: -104.95,
    utcOffset: -7,
    taxRate: 0.0775,
    prefix: '802',
    weight: 6,
    towns: ['High Mesa', 'Larkspur', 'Silver Fork', 'Aurelia'],
  },
  {
    code: 'BOS',
    region: 'MA',
    country: 'US',
    latitude: 42.34,
    longitude: -71.12,
    utcOffset: -5,
    taxRate: 0.0625,
    prefix: '021',
    weight: 8,
    towns: ['Wexbury', 'Old Quay', 'Milbrook', 'St. Anne'],
  },
  {
    code: 'YYZ',
    region: 'ON',
    country: 'CA',
    latitude: 43.68,
    longitude: -79.45,
    utcOffset: -5,
    taxRate: 0.13,
    prefix: 'L5',
    weight: 8,
    towns: ['Port Clair', 'Millwood', 'Rivière-Haute'],
  },
]

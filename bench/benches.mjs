/** The measurements that there are, with what they tell. */
export const BENCHES = {
  detect: 'what the detectors cost, for each signal and each request',
  fairness: 'what a project at 50 times its quota does to the answers that another one gets',
  ingest: 'calls a second, against COPY, against rows by Prisma, against a route of Next',
  latency: 'from the call that opens an incident to its webhook and its email',
  lighthouse: 'Lighthouse on the overview, an endpoint, the calls and an incident, and interaction to next paint',
  query: 'panels and first pages of the call explorer with 1, 10 and 50 million calls, and bytes a call',
  rollup: 'what the database spends on 5,000 and 20,000 calls a second, beside COPY of the same rows',
  sdk: 'processor time that the SDK adds to a call of Express, beside Apitally, OpenTelemetry and Sentry',
  soak: 'ten minutes of steady load: memory, lateness and tables, and whether memory is flat',
};

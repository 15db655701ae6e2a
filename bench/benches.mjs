/** The measurements that there are, with what they tell. */
export const BENCHES = {
  detect: 'what the detectors cost, for each signal and each request',
  ingest: 'calls a second, against COPY, against rows by Prisma, against a route of Next',
  latency: 'from the call that opens an incident to its webhook and its email',
  lighthouse: 'Lighthouse on the overview, an endpoint, the calls and an incident, with a day of calls',
  query: 'panels and first pages of the call explorer with 1, 10 and 50 million calls, and bytes a call',
  sdk: 'processor time that the SDK adds to a call of Express, beside Apitally, OpenTelemetry and Sentry',
};

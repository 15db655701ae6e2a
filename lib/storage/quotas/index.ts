export { addQuotaUse, periodsOf, readQuotaStanding, readQuotaTotals, resetOf } from './quota-usage';
export type { QuotaDelta, QuotaName, QuotaPeriod, QuotaStanding, QuotaTotal } from './quota-usage';
export { findManagerEmails, listQuotaCrossings, markQuotaTold, setQuotas } from './quota-notices';
export type { QuotaCrossing } from './quota-notices';

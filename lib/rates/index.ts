export { createRatePolicy } from './create-policy';
export { createRatePolicyInput, previewRatePolicyInput, ratePolicyInput, updateRatePolicyInput } from './inputs';
export { listRatePolicies, listRatePoliciesInput } from './list-policies';
export { previewRatePolicy } from './preview-policy';
export { deleteRatePolicy, updateRatePolicy } from './update-policy';

export { countSavedViews, deleteSavedView, findSavedView, insertSavedView, listSavedViews } from './saved-views';
export type { NewSavedView, SavedViewRow } from './saved-views';

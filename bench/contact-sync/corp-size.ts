export interface CorpSize {
  members: number;
  departments: number;
}

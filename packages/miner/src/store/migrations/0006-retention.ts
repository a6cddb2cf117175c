/** What it takes to let go of old answers: whether a set is still shared. */
export const retention = `
CREATE INDEX answers_by_set ON answers (set_id);
`

## Words of the parts every screen is made of.

kit-close = Close
kit-undo = Undo
kit-cancel = Cancel
kit-save = Save
kit-choices = Choices
kit-retry = Try again
kit-copy-code = Copy { $code }
kit-draft_kept = Kept as a draft
kit-draft_discard = Discard draft

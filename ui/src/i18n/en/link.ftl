## Links that other programs hand over.

link-whose = Another program handed this number over. Leadline calls no number by itself.
link-incomplete = Another program handed this number over. It is no telephone number of any country, so it is only shown.
link-nobody = None of your clients has this number.
link-open = Open { $name }
link-copy = Copy the number
link-not_here = This record is not here
link-not_here_text = It was deleted, belongs to somebody else, or has not reached this computer yet.
link-refused = This link was not opened
link-refused_too_long = It is longer than any link of Leadline’s.
link-refused_letters = It holds characters that no link has.
link-refused_scheme = It is not one of the links that Leadline opens.
link-refused_place = Leadline has no page of that name.
link-refused_id = It names no record.
link-refused_number = It holds no telephone number.

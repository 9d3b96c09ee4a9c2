broken_edits-import_title = The import of { $file } did not finish
broken_edits-bulk_title = A change to many clients did not finish
broken_edits-text = It began { $when }, and Leadline ended with { $done } of { $total } rows done. They are kept and sent like any other edit.
broken_edits-bulk_text = It began { $when }, and Leadline ended with { $done } of { $total } clients changed. They are kept and sent like any other edit.
broken_edits-keep = Keep what was done
broken_edits-take_back = Take it back
broken_edits-taking_back = Taking it back…
broken_edits-taken_back = Everything is as it was before

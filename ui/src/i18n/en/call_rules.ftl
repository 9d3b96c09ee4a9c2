## What an administrator decides about everybody's calls.

call_rules-ring = How long a call rings
call_rules-ring_why = After that the caller can leave a message, and whom they called is reminded to call back.
call_rules-seconds = { $count } seconds
call_rules-waiting = A second call waits
call_rules-waiting_why = Whoever talks sees it without a sound and can answer it. Switched off, the caller is told that they are on another call.
call_rules-outcomes = How a call may have gone
call_rules-outcomes_why = What can be chosen after a call, with its key.
call_rules-groups = Called together
call_rules-groups_why = Customers can call a group. It rings at everybody's in it, and whoever answers first has the call.
call_rules-new_group = New group
call_rules-group = Group
call_rules-change_group = Change { $name }
call_rules-remove_group = Remove { $name }
call_rules-group_name = Name
call_rules-group_name_hint = Customers see it.
call_rules-name_missing = Give the group a name.
call_rules-name_taken = Another group has this name.
call_rules-members = Who is called
call_rules-members_why = The client's owner, or else the first, is told of a call that nobody took.
call_rules-nobody = Choose at least one person.
call_rules-gone = Somebody who left

-- What is sent again is answered as the first time, in today's words.
update call_commands set refused = 'call_not_now' where refused = 'conflict';

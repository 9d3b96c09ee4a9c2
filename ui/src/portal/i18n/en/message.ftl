message-title = Leave a message
message-hint = What is it about, and when may we call you back? Whoever looks after you reads it first.
message-send = Send the message
message-sent = We have your message and will get back to you.
message-another = Write another
message-offline = There is no connection. Your words stay here; send them again in a moment.
message-rate_limited = Too many messages at once. Wait a minute, then send it again.
message-failed = The message was not sent. Your words stay here; try again in a moment.

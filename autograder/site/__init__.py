"""The lessons as a website: a chapter each, without solutions; its pages ask for no other host."""

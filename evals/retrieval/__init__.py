"""Retrieval judged by people: the volumes' own indexes against four ways of finding."""

"""Robots' rules: what robots.txt of a host lets them fetch."""

import collections
import urllib.error
import urllib.parse
import urllib.request

__all__ = ["RobotFileParser"]

RequestRate = collections.namedtuple("RequestRate", "requests seconds")


class RobotFileParser:
    """The rules in a robots.txt; until it was read, nothing may be fetched."""

    def __init__(self, url=""):
        self.entries, self.sitemaps = [], []
        self.default_entry = None
        self.disallow_all = self.allow_all = False
        self.last_checked = 0
        self.set_url(url)

    def mtime(self):
        """When the file was read, a time stamp."""
        return self.last_checked

    def modified(self):
        """Say that the file was read now."""
        import time
        self.last_checked = time.time()

    def set_url(self, url):
        """Set the URL of the file."""
        self.url = url
        self.host, self.path = urllib.parse.urlsplit(url)[1:3]

    def read(self):
        """Read the file. If it is forbidden nothing may be fetched, if it does not exist all."""
        try:
            response = urllib.request.urlopen(self.url)
        except urllib.error.HTTPError as error:
            if error.code in (401, 403):
                self.disallow_all = True
            elif 400 <= error.code < 500:
                self.allow_all = True
            error.close()
        else:
            self.parse(response.read().decode("utf-8").splitlines())

    def parse(self, lines):
        """Read the rules in lines: groups of user agents and rules for them."""
        self.modified()
        group = Entry()
        for line in [*lines, ""]:
            if not line:
                # The rules before an empty line are complete; agents without rules are dropped.
                self._add_entry(group)
                group = Entry()
                continue
            key, colon, value = line.partition("#")[0].partition(":")
            if not colon:
                continue
            group = self._parse_line(group, key.strip().lower(),
                                     urllib.parse.unquote(value.strip()))

    def _parse_line(self, group, key, value):
        """The group that the next line belongs to."""
        if key == "user-agent":
            if group.has_rules:
                self._add_entry(group)
                group = Entry()
            group.useragents.append(value)
        elif key == "sitemap":
            self.sitemaps.append(value)
        elif group.useragents and key in ("allow", "disallow", "crawl-delay", "request-rate"):
            group.has_rules = True
            if key == "crawl-delay":
                if value.isdigit():
                    group.delay = int(value)
            elif key == "request-rate":
                requests, slash, seconds = value.partition("/")
                if slash and requests.strip().isdigit() and seconds.strip().isdigit():
                    group.req_rate = RequestRate(int(requests), int(seconds))
            else:
                group.rulelines.append(RuleLine(value, key == "allow"))
        return group

    def _add_entry(self, entry):
        if not entry.has_rules:
            return
        if "*" not in entry.useragents:
            self.entries.append(entry)
        elif self.default_entry is None:
            self.default_entry = entry

    def _entry(self, useragent):
        if not self.mtime():
            return None
        for entry in self.entries:
            if entry.applies_to(useragent):
                return entry
        return self.default_entry

    def can_fetch(self, useragent, url):
        """May this robot fetch the URL?"""
        if self.disallow_all:
            return False
        if self.allow_all:
            return True
        if not self.last_checked:
            return False
        parts = urllib.parse.urlparse(urllib.parse.unquote(url))
        path = urllib.parse.urlunparse(("", "", *parts[2:]))
        entry = self._entry(useragent)
        return entry is None or entry.allowance(urllib.parse.quote(path) or "/")

    def crawl_delay(self, useragent):
        """How many seconds a robot must wait between two requests, or None."""
        entry = self._entry(useragent)
        return entry and entry.delay

    def request_rate(self, useragent):
        """How many requests a robot may make in how many seconds, or None."""
        entry = self._entry(useragent)
        return entry and entry.req_rate

    def site_maps(self):
        """A list of the URLs of site maps, None if there are none."""
        return self.sitemaps or None

    def __str__(self):
        entries = [*self.entries, *filter(None, [self.default_entry])]
        return "\n\n".join(map(str, entries))


class RuleLine:
    """Allows or forbids what begins with a path."""

    def __init__(self, path, allowance):
        if path == "" and not allowance:
            allowance = True  # what forbids nothing allows all
        path = urllib.parse.urlunparse(urllib.parse.urlparse(path))
        self.path, self.allowance = urllib.parse.quote(path), allowance

    def applies_to(self, filename):
        """Is the rule about this path?"""
        return self.path == "*" or filename.startswith(self.path)

    def __str__(self):
        return f"{'Allow' if self.allowance else 'Disallow'}: {self.path}"


class Entry:
    """Rules for some robots."""

    def __init__(self):
        self.useragents, self.rulelines = [], []
        self.delay = self.req_rate = None
        self.has_rules = False

    def __str__(self):
        lines = [f"User-agent: {agent}" for agent in self.useragents]
        if self.delay is not None:
            lines.append(f"Crawl-delay: {self.delay}")
        if self.req_rate is not None:
            lines.append(f"Request-rate: {self.req_rate.requests}/{self.req_rate.seconds}")
        return "\n".join([*lines, *map(str, self.rulelines)])

    def applies_to(self, useragent):
        """Are the rules for this robot, name/version?"""
        name = useragent.partition("/")[0].lower()
        return any(agent == "*" or agent.lower() in name for agent in self.useragents)

    def allowance(self, filename):
        """May the path be fetched? The first rule about it tells."""
        return next((line.allowance for line in self.rulelines if line.applies_to(filename)),
                    True)

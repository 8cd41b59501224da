from urllib.robotparser import RobotFileParser

robots = RobotFileParser()
print(robots.can_fetch("any", "/"))                 # expect: False
robots.parse("""\
User-agent: figtree
Crawl-delay: 3
Request-rate: 9/30
Disallow: /tmp

User-agent: *
Allow: /a/b
Disallow: /a
Sitemap: http://x/map
""".splitlines())
print(robots.can_fetch("figtree/1.0", "/tmp/x"))    # expect: False
print(robots.can_fetch("figtree/1.0", "/a"))        # expect: True
print(robots.can_fetch("other", "/a/b/c"), robots.can_fetch("other", "/a/c"))  # expect: True False
print(robots.crawl_delay("figtree"), robots.request_rate("figtree"))  # expect: 3 RequestRate(requests=9, seconds=30)
print(robots.site_maps())                           # expect: ['http://x/map']

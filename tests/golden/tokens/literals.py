0 00 0_0 1_000 0xFF 0X_f 0o17 0b1_01 1. .5 1e3 1.5E-3 1j 0777j 09.5 1_0e1_0
x<y<=z!=w==v>>u<<t//s**r->q:=p@o&n|m^l~k%j
a+=b;c-=d;e*=f;g/=h;i//=j;k%=l;m@=n;o&=p;q|=r;s^=t;u>>=v;w<<=x;y**=z
... . .. ..... x.y
1if x else 2

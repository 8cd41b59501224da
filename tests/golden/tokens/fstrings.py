f'{x=}'
f'{x = }'
f'{x=!r}'
f'{x=:>{w}}'
f'{x=!s:^{w}.3}'
f'a{{b{x:a{y}b}}}c' "d" u'e'
f'{x:}'
f''
f'{
x # c
= }'
f'''{
x:
}'''
f'{x:{y}}{z}'
f'\{x}'
rf'\{x}\n'
f'{x:\n}'
f"{'a' 'b'}"
f'{a["b"]}' f'{c}'
f'a{{'
f'a}}'
f'{{'
f'a}}{x}'
f'a{{{x}'
f'{x}}}'
f'}}a{x}'
f'a{{' 'b'
f"{f'{x!r}' + "a" 'b'}" rb'\x' Rb"" BR'' u'' F''
f"{x:{y:{z}}}"
f"""{
x
!r
:
}"""
f'{a!=b}{a:=b}{(a:=b)}{ {1:2}[1] }'

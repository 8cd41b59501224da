"""Names of locales as systems and people write them, and what they are called here.

A line has a locale's name and others that stand for it; its own name in small letters without the
encoding, which stands for it too, is not repeated."""


def _by_alias(text, own_name):
    table = {}
    for name, *aliases in map(str.split, text.splitlines()):
        if own_name:
            language, dot, rest = name.partition(".")
            modifier = rest.partition("@")[2]
            table[(f"{language}@{modifier}" if modifier else language).lower()] = name
        for alias in aliases:
            table[alias] = name
    return table


locale_alias = _by_alias("""\
aa_DJ.ISO8859-1
aa_ER.UTF-8
aa_ET.UTF-8
af_ZA.ISO8859-1 af
agr_PE.UTF-8
ak_GH.UTF-8
am_ET.UTF-8 am
en_US.ISO8859-1 american c.iso88591 cextend en english.iso88591 english_united-states english_us
en_US.ISO8859-1 iso-8859-1 iso8859-1 iso_8859_1
an_ES.ISO8859-15
anp_IN.UTF-8
ar_AA.ISO8859-6 ar arabic
ar_AE.ISO8859-6
ar_BH.ISO8859-6
ar_DZ.ISO8859-6
ar_EG.ISO8859-6
ar_IN.UTF-8
ar_IQ.ISO8859-6
ar_JO.ISO8859-6
ar_KW.ISO8859-6
ar_LB.ISO8859-6
ar_LY.ISO8859-6
ar_MA.ISO8859-6
ar_OM.ISO8859-6
ar_QA.ISO8859-6
ar_SA.ISO8859-6
ar_SD.ISO8859-6
ar_SS.UTF-8
ar_SY.ISO8859-6
ar_TN.ISO8859-6
ar_YE.ISO8859-6
as_IN.UTF-8 as
ast_ES.ISO8859-15
ayc_PE.UTF-8
az_AZ.ISO8859-9E az az_az.iso88599e
az_IR.UTF-8
be_BY.CP1251 be
be_BY.UTF-8@latin be@latin
bem_ZM.UTF-8
ber_DZ.UTF-8
ber_MA.UTF-8
bg_BG.CP1251 bg bulgarian
bho_IN.UTF-8
bho_NP.UTF-8
bi_VU.UTF-8
bn_BD.UTF-8
bn_IN.UTF-8
bo_CN.UTF-8
bo_IN.UTF-8
nb_NO.ISO8859-1 bokmal bokmål nb
br_FR.ISO8859-1 br
brx_IN.UTF-8
bs_BA.ISO8859-2 bs
byn_ER.UTF-8
C c.ascii c.en c_c c_c.c english_united-states.437 posix posix-utf2
fr_CA.ISO8859-1 c-french
ca_ES.ISO8859-1 ca catalan
ca_AD.ISO8859-1
ca_ES.UTF-8@valencia
ca_FR.ISO8859-1
ca_IT.ISO8859-1
ce_RU.UTF-8
chr_US.UTF-8
ckb_IQ.UTF-8
cmn_TW.UTF-8
crh_UA.UTF-8
hr_HR.ISO8859-2 croatian hr hrvatski sh_hr.iso88592
cs_CZ.ISO8859-2 cs cs_cs cz cz_cz czech
csb_PL.UTF-8
cv_RU.UTF-8
cy_GB.ISO8859-1 cy
da_DK.ISO8859-1 da danish dansk
de_DE.ISO8859-1 de deutsch ger_de german german_germany
de_AT.ISO8859-1
de_BE.ISO8859-1
de_CH.ISO8859-1 german.iso88591
de_IT.ISO8859-1
de_LU.ISO8859-1
doi_IN.UTF-8
nl_NL.ISO8859-1 dutch nl
nl_BE.ISO8859-1 dutch.iso88591
dv_MV.UTF-8
dz_BT.UTF-8
ee_EE.ISO8859-4 ee
el_GR.ISO8859-7 el greek
el_CY.ISO8859-7
en_AG.UTF-8
en_AU.ISO8859-1
en_BE.ISO8859-1
en_BW.ISO8859-1
en_CA.ISO8859-1
en_DK.ISO8859-1
en_GB.ISO8859-1 en_uk eng_gb english_uk
en_HK.ISO8859-1
en_IE.ISO8859-1
en_IL.UTF-8
en_IN.ISO8859-1
en_NG.UTF-8
en_NZ.ISO8859-1
en_PH.ISO8859-1
en_SG.ISO8859-1
en_ZA.ISO8859-1
en_ZM.UTF-8
en_ZW.ISO8859-1
eo_XX.ISO8859-3 eo
eo_EO.ISO8859-3
es_ES.ISO8859-1 es spanish spanish_spain
es_AR.ISO8859-1
es_BO.ISO8859-1
es_CL.ISO8859-1
es_CO.ISO8859-1
es_CR.ISO8859-1
es_CU.UTF-8
es_DO.ISO8859-1
es_EC.ISO8859-1
es_GT.ISO8859-1
es_HN.ISO8859-1
es_MX.ISO8859-1
es_NI.ISO8859-1
es_PA.ISO8859-1
es_PE.ISO8859-1
es_PR.ISO8859-1
es_PY.ISO8859-1
es_SV.ISO8859-1
es_US.ISO8859-1
es_UY.ISO8859-1
es_VE.ISO8859-1
et_EE.ISO8859-15 et
eu_ES.ISO8859-1 eu
eu_FR.ISO8859-1
fa_IR.UTF-8 fa
ff_SN.UTF-8
fi_FI.ISO8859-15 fi
fil_PH.UTF-8
fo_FO.ISO8859-1 fo
fr_FR.ISO8859-1 fr français fre_fr french french_france
fr_BE.ISO8859-1
fr_CH.ISO8859-1 french.iso88591
fr_LU.ISO8859-1
fur_IT.UTF-8
fy_DE.UTF-8
fy_NL.UTF-8
ga_IE.ISO8859-1 ga
gl_ES.ISO8859-1 galego galician gl
gd_GB.ISO8859-1 gd
gez_ER.UTF-8
gez_ET.UTF-8
gu_IN.UTF-8
gv_GB.ISO8859-1 gv
ha_NG.UTF-8
hak_TW.UTF-8
he_IL.ISO8859-8 he hebrew iw iw_il
hi_IN.ISCII-DEV hi hi_in.isciidev
hif_FJ.UTF-8
hne_IN.UTF-8 hne
hsb_DE.ISO8859-2
ht_HT.UTF-8
hu_HU.ISO8859-2 hu hungarian
hy_AM.UTF-8
ia.UTF-8
ia_FR.UTF-8
is_IS.ISO8859-1 icelandic is
id_ID.ISO8859-1 id in in_id
ig_NG.UTF-8
ik_CA.UTF-8
it_IT.ISO8859-1 it italian
it_CH.ISO8859-1
iu_CA.NUNACOM-8 iu iu_ca.nunacom8
ja_JP.eucJP ja ja_jp.euc japan japanese japanese-euc japanese.euc jp_jp
ka_GE.GEORGIAN-ACADEMY ka ka_ge.georgianacademy ka_ge.georgianrs
kab_DZ.UTF-8
kk_KZ.ptcp154
kl_GL.ISO8859-1 kl
km_KH.UTF-8
kn_IN.UTF-8 kn
ko_KR.eucKR ko ko_kr.euc korean korean.euc
kok_IN.UTF-8
ks_IN.UTF-8 ks
ku_TR.ISO8859-9
kw_GB.ISO8859-1 kw
ky_KG.UTF-8 ky
lb_LU.UTF-8
lg_UG.ISO8859-10
li_BE.UTF-8
li_NL.UTF-8
lij_IT.UTF-8
lt_LT.ISO8859-13 lithuanian lt
ln_CD.UTF-8
lo_LA.MULELAO-1 lo lo_la.mulelao1
lv_LV.ISO8859-13 lv
lzh_TW.UTF-8
mag_IN.UTF-8
mai_IN.UTF-8 mai
mai_NP.UTF-8
mfe_MU.UTF-8
mg_MG.ISO8859-15
mhr_RU.UTF-8
mi_NZ.ISO8859-1 mi
miq_NI.UTF-8
mjw_IN.UTF-8
mk_MK.ISO8859-5 mk
ml_IN.UTF-8 ml
mn_MN.UTF-8
mni_IN.UTF-8
mr_IN.UTF-8 mr
ms_MY.ISO8859-1 ms
mt_MT.ISO8859-3 mt
my_MM.UTF-8
nan_TW.UTF-8
nds_DE.UTF-8
nds_NL.UTF-8
ne_NP.UTF-8
nhn_MX.UTF-8
niu_NU.UTF-8
niu_NZ.UTF-8
nl_AW.UTF-8
nn_NO.ISO8859-1 nn nynorsk
no_NO.ISO8859-1 no no_no.iso88591@bokmal no_no.iso88591@nynorsk norwegian
ny_NO.ISO8859-1 no@nynorsk ny
nr_ZA.ISO8859-1 nr
nso_ZA.ISO8859-15 nso
oc_FR.ISO8859-1 oc
om_ET.UTF-8
om_KE.ISO8859-1
or_IN.UTF-8 or
os_RU.UTF-8
pa_IN.UTF-8 pa
pa_PK.UTF-8
pap_AN.UTF-8
pap_AW.UTF-8
pap_CW.UTF-8
pd_US.ISO8859-1 pd
pd_DE.ISO8859-1
ph_PH.ISO8859-1 ph
pl_PL.ISO8859-2 pl polish
pt_PT.ISO8859-1 portuguese pt
pt_BR.ISO8859-1 portuguese_brazil
pp_AN.ISO8859-1 pp
ps_AF.UTF-8
quz_PE.UTF-8
raj_IN.UTF-8
ro_RO.ISO8859-2 ro romanian rumanian
ru_RU.UTF-8 ru
ru_UA.KOI8-U
rw_RW.ISO8859-1 rw
sa_IN.UTF-8
sat_IN.UTF-8
sc_IT.UTF-8
sd_IN.UTF-8 sd
sd_PK.UTF-8
se_NO.UTF-8
sgs_LT.UTF-8
sh_HR.ISO8859-2
shn_MM.UTF-8
shs_CA.UTF-8
si_LK.UTF-8 si sinhala
sid_ET.UTF-8
sk_SK.ISO8859-2 sk slovak
sl_SI.ISO8859-2 sl slovene slovenian
sl_CS.ISO8859-2
sm_WS.UTF-8
so_DJ.ISO8859-1
so_ET.UTF-8
so_KE.ISO8859-1
so_SO.ISO8859-1
sq_AL.ISO8859-2 sq
sq_MK.UTF-8
sr_RS.UTF-8 sr sr@cyrillic sr_yu.utf8 sr_yu.utf8@cyrillic sr_yu@cyrillic
sr_CS.UTF-8
sr_ME.UTF-8
ss_ZA.ISO8859-1 ss
st_ZA.ISO8859-1 st
sv_SE.ISO8859-1 sv swedish
sv_FI.ISO8859-1
sw_KE.UTF-8
sw_TZ.UTF-8
szl_PL.UTF-8
ta_IN.TSCII-0 ta ta_in.tscii ta_in.tscii0
ta_LK.UTF-8
te_IN.UTF-8 te
tg_TJ.KOI8-C tg
th_TH.ISO8859-11 th thai
the_NP.UTF-8
ti_ER.UTF-8
ti_ET.UTF-8
tig_ER.UTF-8
tk_TM.UTF-8
tl_PH.ISO8859-1 tl
tn_ZA.ISO8859-15 tn
to_TO.UTF-8
tpi_PG.UTF-8
tr_TR.ISO8859-9 tr turkish
tr_CY.ISO8859-9
ts_ZA.ISO8859-1 ts
tt_RU.TATAR-CYR tt tt_ru.tatarcyr
tt_RU.UTF-8@iqtelif
ug_CN.UTF-8
uk_UA.KOI8-U uk
unm_US.UTF-8
ur_PK.CP1256 ur
ur_IN.UTF-8
uz_UZ.UTF-8 uz uz_uz@cyrillic
ve_ZA.UTF-8 ve
vi_VN.TCVN vi vi_vn.tcvn vi_vn.tcvn5712
wa_BE.ISO8859-1 wa
wae_CH.UTF-8
wal_ET.UTF-8
wo_SN.UTF-8
xh_ZA.ISO8859-1 xh
yi_US.CP1255 yi
yo_NG.UTF-8
yue_HK.UTF-8
yuw_PG.UTF-8
zh_CN.gb2312
zh_TW.big5 zh_cn.big5
zh_HK.big5hkscs zh_hk.big5hk
zh_SG.GB2312
zu_ZA.ISO8859-1 zu
""", own_name=True) | _by_alias("""\
az_AZ.KOI8-C a3 a3_az a3_az.koic
bg_BG.UTF-8 be_bg.utf8
bhb_IN.UTF-8 bhb_in.utf8
C.UTF-8 c.utf8
zh_CN.eucCN chinese-s zh zh_cn.euc
zh_TW.eucTW chinese-t zh_tw.euc zh_tw.euctw
de_LI.UTF-8 de_li.utf8
et_EE.ISO8859-1 eesti estonian
el_GR.ISO8859-15 el_gr@euro
en_DL.UTF-8 en_dl.utf8
en_SC.UTF-8 en_sc.utf8
en_US.ISO8859-15 en_us@euro@euro iso-8859-15 iso8859-15 iso_8859_15
en_ZS.UTF-8 en_zw.utf8
en_EN.ISO8859-1 english
eo.UTF-8 eo.utf8
eo_US.UTF-8 eo_us.utf8
fa_IR.ISIRI-3342 fa_ir.isiri3342
fi_FI.ISO8859-1 finnish
hy_AM.ARMSCII_8 hy_am.armscii8
iw_IL.UTF-8 iw_il.utf8
ja_JP.SJIS ja_jp.mscode ja_jp.pck
ka_GE.GEORGIAN-PS ka_ge.georgianps
ks_IN.UTF-8@devanagari ks_in@devanagari.utf8
lo_LA.IBM-CP1133 lo_la.cp1133 lo_la.ibmcp1133
ru_RU.KOI8-R russian
sd_IN.UTF-8@devanagari sd_in@devanagari.utf8
sr_RS.UTF-8@latin serbocroatian sh sh_yu sr_rs@latn sr_yu
sr_CS.ISO8859-2 sh_ba.iso88592@bosnia sh_sp sr_cs.iso88592@latn sr_sp sr_yu.iso88592
sr_CS.ISO8859-5 sp sp_yu sr_yu.iso88595 sr_yu.iso88595@cyrillic
sr_CS.UTF-8@latin sr@latn sr_cs@latn
sr_CS.CP1251 sr_yu.cp1251@cyrillic sr_yu.microsoftcp1251@cyrillic
tcy_IN.UTF-8 tcy_in.utf8
th_TH.TIS620 th_th.tactis th_th.tis620
en_US.utf univ universal
en_US.UTF-8 universal.utf8@ucs4
vi_VN.VISCII vi_vn.viscii vi_vn.viscii111
zh_SG.GBK zh_sg.gbk
""", own_name=False)

locale_encoding_alias = _by_alias("""\
C 437 c
ISO8859-1 en 88591 ascii latin_1 iso8859_1 iso88591 latin1
JIS7 jis jis7 iso2022_jp iso2022jp
eucJP ajec euc_jp eucjp
KOI8-C koi8c
CP1251 microsoftcp1251 cp1251
CP1255 microsoftcp1255 cp1255
CP1256 microsoftcp1256 cp1256
ISO8859-2 88592 iso8859_2 iso88592
ISO8859-5 88595 iso8859_5 iso88595
ISO8859-15 885915 iso8859_15 iso885915
ISO8859-10 iso8859_10 iso885910
ISO8859-11 iso8859_11 iso885911
ISO8859-13 iso8859_13 iso885913
ISO8859-14 iso8859_14 iso885914
ISO8859-16 iso8859_16 iso885916
ISO8859-3 iso8859_3 iso88593
ISO8859-4 iso8859_4 iso88594
ISO8859-6 iso8859_6 iso88596
ISO8859-7 iso8859_7 iso88597
ISO8859-8 iso8859_8 iso88598
ISO8859-9 iso8859_9 iso88599
SJIS shift_jis shiftjis
TACTIS tactis
eucKR euc_kr euckr
UTF-8 utf_8 utf8
KOI8-R koi8_r koi8r
KOI8-T koi8_t koi8t
KOI8-U koi8_u koi8u
RK1048 kz1048
""", own_name=False)

# There and back in three systems.
import colorsys

print(colorsys.rgb_to_hsv(0.2, 0.4, 0.4), colorsys.hsv_to_rgb(0.5, 0.5, 0.4))  # expect: (0.5, 0.5, 0.4) (0.2, 0.4, 0.4)
print(colorsys.rgb_to_hls(0.9, 0.1, 0.3), colorsys.hls_to_rgb(0.9, 0.5, 0.8))  # expect: (0.9583333333333334, 0.5, 0.8) (0.9, 0.09999999999999998, 0.5799999999999998)
print(colorsys.rgb_to_yiq(1, 0.5, 0), colorsys.yiq_to_rgb(0.5, 0.4, -0.3))  # expect: (0.595, 0.46035000000000004, -0.049549999999999955) (0.6916859122401847, 0.5807922652366226, 0.0)
print(colorsys.rgb_to_hsv(0.3, 0.3, 0.3), colorsys.rgb_to_hls(0.0, 0.0, 0.0))  # expect: (0.0, 0.0, 0.3) (0.0, 0.0, 0.0)

# Where items belong.
import bisect
l=sorted([5,3,8,1,9,2,7]*5)
print(bisect.bisect(l,5), bisect.bisect_left(l,5), bisect.bisect([1,2],3,key=abs)); bisect.insort(l,6); print(l)  # expect: 20 15 2
# expect: [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 5, 5, 5, 5, 5, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9]

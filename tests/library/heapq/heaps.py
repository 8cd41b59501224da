# Heaps, merging, the best n.
import heapq
x=[5,3,8,1,9,2,7]*5
h=list(x); heapq.heapify(h); print([heapq.heappop(h) for _ in range(len(h))])  # expect: [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 5, 5, 5, 5, 5, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9]
print(heapq.nsmallest(5,x), heapq.nlargest(5,x,key=lambda v:-v), list(heapq.merge([1,4],[2,3],[0,9])), list(heapq.merge([4,1],[3,2],reverse=True)), heapq.nsmallest(1,[]), heapq.nlargest(3,iter(x)))  # expect: [1, 1, 1, 1, 1] [1, 1, 1, 1, 1] [0, 1, 2, 3, 4, 9] [4, 3, 2, 1] [] [9, 9, 9]

module storequery

go 1.19

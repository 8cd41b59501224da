"""The package to try importing what is in the binary with."""

initialized = True


def main():
    print("Hello world!")


if __name__ == "__main__":
    main()
